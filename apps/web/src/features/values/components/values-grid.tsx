import type { Environment } from '@jackfield/contracts';
import type { ReactNode } from 'react';
import classes from './values.module.css';

interface ValuesGridProps {
  caption: string;
  environments: readonly Environment[];
  children: ReactNode;
}

/** Names down, environments across. */
export function ValuesGrid({ caption, environments, children }: ValuesGridProps) {
  return (
    // A table wider than the page scrolls by itself, also with the keyboard, so it takes the focus.
    <section className={classes.scroller} tabIndex={environments.length > 2 ? 0 : undefined} aria-label={caption}>
      <table className={classes.grid}>
        <caption className="jf-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={classes.nameHead}>
              Name
            </th>
            {environments.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
            <td className={classes.tools} />
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
