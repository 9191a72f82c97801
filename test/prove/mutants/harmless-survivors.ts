/** Mutants that no test can notice, each with the reason: it changes nothing that anyone could observe. */
export const harmlessSurvivors: ReadonlyMap<string, string> = new Map([]);
