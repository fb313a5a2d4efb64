const HINTS: Record<number, string> = {
  400: 'Check the parameters, the body and the test values against what the API says.',
  401: 'Check the authentication of the API: its kind, its key, and the environment it is set for.',
  403: 'Check with the provider what the key may do; it may also be a key of another account.',
  404: 'Check the URL, and that what the test values name exists.',
  405: 'Check the method against the documentation of the API.',
  415: 'Check the kind of body, or set a Content-Type header.',
  422: 'Check the parameters, the body and the test values against what the API says.',
  429: 'Wait a little, then initialize again.',
};

/** The one thing that most often helps when an API answers with this status. */
export function refusalHint(status: number): string {
  const hint = HINTS[status];
  if (hint !== undefined) return hint;
  if (status >= 500) return 'Try again later: the fault is on the side of the API.';
  if (status >= 300 && status < 400) return 'Use the URL that its Location header names.';
  return 'Read what the API says, put it right, and initialize again.';
}
