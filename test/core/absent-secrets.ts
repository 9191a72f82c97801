/** For tests: a computer without a keychain. */

import { AppError } from '../../electron/core/app-error.ts';
import type { SecretStore } from '../../electron/core/ports.ts';

const absent = () => Promise.reject(new AppError('keychain.unavailable', { reason: 'no-service' }));

export const absentSecrets: SecretStore = { read: absent, write: absent, remove: absent };
