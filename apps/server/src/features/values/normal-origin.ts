import type { ProblemError } from '@jackfield/contracts';
import { invalidRequest } from '../../app-error.ts';

/** As the URL of a request spells it: lower case, no default port. */
export function normalOrigin(origin: string, path: ProblemError['path'] = ['body', 'origin']): string {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url && url.username === '' && url.password === '' && /^https?:$/.test(url.protocol)) return url.origin;
  const fix = 'Write scheme, host and port, such as https://api.example.com.';
  throw invalidRequest([{ path, message: 'This is no origin of a web address.', fix }]);
}
