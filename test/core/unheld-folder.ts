/** A data folder of one test alone: nobody has to be kept out. */

import type { DataFolder } from '../../electron/core/lib/data-folder.ts';

export const unheldFolder: Pick<DataFolder, 'write'> = { write: (work) => work() };
