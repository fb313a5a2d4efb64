import { AUTH_KINDS, type AuthKindDefinition, asksForToken, authKindSchema, isFieldAsked } from '@jackfield/connector';
import { Select } from '@mantine/core';
import { Notice } from '../../../components/notice.tsx';
import { issueAt } from '../model/api-issues.ts';
import { AUTH_GUIDES } from '../model/auth-guides.ts';
import classes from './api-page.module.css';
import { type ApiSectionProps, SectionFrame } from './api-section.tsx';
import { AuthFieldInput } from './auth-field-input.tsx';
import { AuthGuide } from './auth-guide.tsx';
import { RareAuthFields } from './rare-auth-fields.tsx';

const KINDS = authKindSchema.options.map((kind) => ({ value: kind, label: AUTH_KINDS[kind].label }));

/** How the calls are authenticated: the kind, then that kind's fields only. */
export function AuthSection(props: ApiSectionProps) {
  const { document, issues, canEdit, onChange, onLeave, connection } = props;
  const definition: AuthKindDefinition = AUTH_KINDS[document.auth.kind];
  const asked = definition.fields.filter((field) => isFieldAsked(field, definition.fields, document.auth.shared));
  const guide = AUTH_GUIDES[document.auth.kind];
  const issue = issueAt(issues, 'auth');
  return (
    <SectionFrame
      title="Authentication"
      term="authentication"
      lead="Used by every call of this API. Keys stay on the server."
    >
      <Select
        label="Kind"
        description={definition.description}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        className={classes.kind ?? ''}
        data={KINDS}
        value={document.auth.kind}
        readOnly={!canEdit}
        withCheckIcon
        searchable
        onChange={(value) => {
          const kind = authKindSchema.safeParse(value).data;
          if (kind !== undefined) onChange({ auth: { ...document.auth, kind } });
        }}
        onBlur={onLeave}
      />
      {guide !== undefined && <AuthGuide name={guide} label={definition.label} />}
      {issue !== null && <Notice kind="warning">{issue}</Notice>}
      {asked
        .filter(({ isRare }) => isRare !== true)
        .map((field) => (
          <AuthFieldInput key={`${definition.kind}.${field.name}`} {...props} field={field} />
        ))}
      <RareAuthFields key={definition.kind} {...props} fields={asked.filter(({ isRare }) => isRare === true)} />
      {asksForToken(document) && connection}
    </SectionFrame>
  );
}
