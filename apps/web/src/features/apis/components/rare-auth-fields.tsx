import type { AuthField } from '@jackfield/connector';
import { useState } from 'react';
import { hasAuthIssue } from '../model/api-issues.ts';
import classes from './api-page.module.css';
import type { ApiSectionProps } from './api-section.tsx';
import { AuthFieldInput } from './auth-field-input.tsx';

/** The fields that are right as they are for most APIs, out of the way until one is wrong or asked for; how many are set is told. */
export function RareAuthFields({ fields, ...props }: ApiSectionProps & { fields: readonly AuthField[] }) {
  const { document, issues } = props;
  const changed = fields.filter((field) => isChanged(field, document.auth)).length;
  // Null: nobody has opened or closed them yet.
  const [choice, setChoice] = useState<boolean | null>(null);
  const isShown = choice ?? fields.some(({ name }) => hasAuthIssue(issues, name));
  if (fields.length === 0) return null;
  return (
    <details className={classes.rare} open={isShown} onToggle={(event) => setChoice(event.currentTarget.open)}>
      <summary>
        More settings
        {changed > 0 && <span className={classes.optional}> · {changed} changed</span>}
      </summary>
      {isShown && (
        <div className={classes.rareFields}>
          {fields.map((field) => (
            <AuthFieldInput key={field.name} {...props} field={field} />
          ))}
        </div>
      )}
    </details>
  );
}

function isChanged(
  { name, default: usual }: AuthField,
  { shared, byEnvironment }: ApiSectionProps['document']['auth'],
) {
  const values = [shared[name], ...Object.values(byEnvironment).map((fields) => fields[name])];
  return values.some((value) => value !== undefined && value !== usual);
}
