import { type ShapeSchema, shapeHeaders } from '@jackfield/shape';
import classes from './structured-view.module.css';

/** The headers that a run gives back beside the fields. */
export function ShapeHeaders({ schema }: { schema: ShapeSchema }) {
  const headers = shapeHeaders(schema);
  if (headers === null || headers.length === 0) return null;
  return (
    <details className={classes.headers}>
      <summary>{headers.length === 1 ? '1 header' : `${headers.length} headers`} of the response kept</summary>
      <ul aria-label="Headers that are kept">
        {headers.map(({ name, isOptional }) => (
          <li key={name}>
            <code>{name}</code>
            {isOptional && <span className={classes.mark}>optional</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
