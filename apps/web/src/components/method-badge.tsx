import classes from './badges.module.css';

const COLORS: Record<string, string | undefined> = {
  GET: 'green',
  POST: 'amber',
  PUT: 'blue',
  PATCH: 'violet',
  DELETE: 'red',
};
const SHORT: Record<string, string | undefined> = { DELETE: 'DEL', OPTIONS: 'OPT' };

interface MethodBadgeProps {
  method: string;
  /** In lists: at most five letters, all of one width, so that names stand in a column. */
  isShort?: boolean;
}

/** A method as a word in a quiet colour of its own. */
export function MethodBadge({ method, isShort = false }: MethodBadgeProps) {
  const text = isShort ? (SHORT[method] ?? method.slice(0, 5)) : method;
  return (
    <span className={classes.method} data-color={COLORS[method] ?? 'grey'} data-short={isShort || undefined}>
      {text === method ? (
        text
      ) : (
        <>
          <span aria-hidden>{text}</span>
          <span className="jf-visually-hidden">{method}</span>
        </>
      )}
    </span>
  );
}
