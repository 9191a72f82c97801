/** Installs the system packages that the tests need, as root; for everyone else it prints the one command that does. */
import { provision } from './machine/provision.ts';
import { thisMachine } from './machine/this-machine.ts';

process.exitCode = provision(thisMachine(process.cwd())) ? 0 : 1;
