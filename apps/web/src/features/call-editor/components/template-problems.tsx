import classes from './panels.module.css';

interface TemplateProblemsProps {
  text: string;
  problems: readonly { message: string; start: number; severity: 'error' | 'warning' }[];
  others: readonly string[];
}

/** What is wrong with a text, with line and column, for those who do not see or reach its underlines. */
export function TemplateProblems({ text, problems, others }: TemplateProblemsProps) {
  if (problems.length + others.length === 0) return null;
  return (
    <ul className={classes.problems} aria-live="polite">
      {problems.map(({ message, start, severity }) => {
        const before = text.slice(0, start).split(/\r\n|\r|\n/);
        return (
          <li key={`${start} ${message}`} data-severity={severity}>
            <span
              className={classes.position}
            >{`Line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`}</span>
            {message}
          </li>
        );
      })}
      {others.map((message) => (
        <li key={message} data-severity="error">
          {message}
        </li>
      ))}
    </ul>
  );
}
