import type { BuildRequestResult } from '@jackfield/connector';

/** Where the preview says that the call goes; null where it cannot say: an input in the host, no base URL. */
export function shownOrigin(preview: BuildRequestResult): string | null {
  return preview.ok && preview.request.origin !== '' ? preview.request.origin : null;
}
