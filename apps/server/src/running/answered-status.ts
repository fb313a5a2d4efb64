import { type OnError, STOPPED_STATUS } from '@jackfield/contracts';
import { type Ended, isSuccess } from './is-success.ts';

/** The status that an envelope is answered with. What the API said is data in either case, and the envelope the same. */
export function answeredStatus(result: Ended, onError: OnError): number {
  return onError === 'stop' && !isSuccess(result) ? STOPPED_STATUS : 200;
}
