/**
 * Every run of the tests tries the same random inputs: a test that passes must pass tomorrow, too. `LAMPFIELD_SEED` asks for
 * others, and `npm run prove` looks much further.
 */

import fc from 'fast-check';

const seed = Number(process.env['LAMPFIELD_SEED'] ?? 20_261_125);
if (!Number.isSafeInteger(seed)) throw new Error('LAMPFIELD_SEED must be a whole number');
fc.configureGlobal({ seed });
