import classes from './badges.module.css';

interface StatusBadgeProps {
  status: number;
  /** The reason phrase, as the upstream sent it; HTTP/2 sends none. */
  statusText?: string | undefined;
}

/** An HTTP status as number and words. */
export function StatusBadge({ status, statusText }: StatusBadgeProps) {
  const words = statusText || REASONS[status] || '';
  return (
    <span className={classes.status} data-color={colorOf(status)}>
      {status}
      {words !== '' && ` ${words}`}
    </span>
  );
}

function colorOf(status: number): string {
  if (status < 200) return 'grey';
  if (status < 300) return 'green';
  if (status < 400) return 'blue';
  return status < 500 ? 'amber' : 'red';
}

const REASONS: Record<number, string | undefined> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  418: "I'm a teapot",
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
