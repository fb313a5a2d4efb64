import type { HeaderList } from '@jackfield/connector';
import classes from './request-view.module.css';

export function HeadersView({ headers, label }: { headers: HeaderList; label: string }) {
  if (headers.length === 0) return <p className={classes.remark}>No headers.</p>;
  return (
    <table className={classes.headers} aria-label={label}>
      <tbody>
        {headers.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a header may stand twice, and the list never changes
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
