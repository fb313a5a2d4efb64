import type { Phase, RunError } from '@jackfield/connector';
import type { RunFailure, RunnerErrorKind } from './run-failure.ts';

interface Words {
  message: string;
  hint: string;
}

/** What a person reads, once per kind. Each kind has a section in docs/errors.md. */
const WORDS = {
  dns: {
    message: 'The name of the server could not be found.',
    hint: 'Check the spelling of the host in the URL.',
  },
  blocked: {
    message: 'The address is blocked by the egress policy.',
    hint: 'Use a public http or https address on an ordinary port.',
  },
  connect: {
    message: 'The server did not accept a connection.',
    hint: 'Check the host and the port, and that the server is running.',
  },
  tls: {
    message: 'The secure connection could not be made.',
    hint: 'Check that the URL names the right host and port, and that its certificate is valid and complete.',
  },
  timeout: {
    message: 'The server took too long.',
    hint: 'Try again, or ask for less in one call.',
  },
  connection_lost: {
    message: 'The connection was lost before the response was complete.',
    hint: 'Try again. If it happens every time, look at the log of the server that was called.',
  },
  protocol: {
    message: 'The server did not answer in proper HTTP.',
    hint: 'Check that the URL points to an HTTP server, and whether http or https is right.',
  },
  too_large: {
    message: 'The response is larger than the limit.',
    hint: 'Ask for less in one call: use paging or a filter of the API.',
  },
  too_many_redirects: {
    message: 'The server redirected too many times.',
    hint: 'Use the URL that the redirects lead to. If they go in a circle, a cookie or a sign-in may be missing.',
  },
  decode: {
    message: 'The response cannot be read as its type.',
    hint: 'Look at the raw response and choose the response type that fits it.',
  },
  auth: {
    message: 'The authentication failed before the request was sent.',
    hint: 'Press Test authentication in the settings of the API.',
  },
  rate_limited: {
    message: 'The API asks to wait longer than a run may last.',
    hint: 'Call it less often, or run it again after the time it names.',
  },
  config: {
    message: 'A secret would go to an address that was not confirmed for it.',
    hint: 'Confirm the address for this secret, or change the URL back.',
  },
  cancelled: {
    message: 'The run was cancelled.',
    hint: 'Run it again when you are ready.',
  },
} satisfies Record<RunnerErrorKind, Words>;

const TIMEOUT_MESSAGES: Partial<Record<Phase, string>> = {
  dns: 'The name of the server was not resolved in time.',
  connect: 'The server did not accept a connection in time.',
  tls: 'The secure connection was not made in time.',
  first_byte: 'The server did not start to answer in time.',
  body: 'The server stopped sending in the middle of its response.',
  whole_run: 'The run took longer than a run may last.',
};

const UNSENDABLE: Words = {
  message: 'The request cannot be sent as it is.',
  hint: 'Check the method and the headers of the call.',
};

const LARGE_HEAD: Words = {
  message: 'The headers of the response are larger than the limit.',
  hint: 'Look at what the server sends in its headers: cookies are the usual cause.',
};

export function describeFailure(failure: RunFailure, mask: (text: string) => string): RunError {
  const words = wordsOf(failure);
  const timeoutMessage = failure.kind === 'timeout' && failure.phase ? TIMEOUT_MESSAGES[failure.phase] : undefined;
  return {
    kind: failure.kind,
    ...(failure.phase === undefined ? {} : { phase: failure.phase }),
    message: failure.words === undefined ? (timeoutMessage ?? words.message) : mask(failure.words),
    detail: mask(failure.detail),
    hint: mask(failure.hint ?? words.hint),
  };
}

function wordsOf({ kind, phase }: RunFailure): Words {
  if (kind === 'protocol' && phase === 'prepare') return UNSENDABLE;
  if (kind === 'too_large' && phase === 'first_byte') return LARGE_HEAD;
  return WORDS[kind];
}
