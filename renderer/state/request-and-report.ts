/** How a part of the panel sends a request whose failure the panel shows. */
import type { Payload, RequestName } from '../../electron/contract/requests.ts';

/** True when it was done. */
export type RequestAndReport = <N extends RequestName>(name: N, payload: Payload<N>) => Promise<boolean>;
