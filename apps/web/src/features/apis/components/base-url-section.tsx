import { LIMITS, readBaseUrl } from '@jackfield/connector';
import type { Environment } from '@jackfield/contracts';
import { TextInput } from '@mantine/core';
import type { PlaceholderName } from '../../../components/code-editor/code-languages.ts';
import { nameInputs, nameValues } from '../../../components/name-completion/placeholder-names.ts';
import { useNameCompletion } from '../../../components/name-completion/use-name-completion.tsx';
import { problemAt } from '../../../lib/api-problem.ts';
import { issueAt } from '../model/api-issues.ts';
import classes from './api-page.module.css';
import { type ApiSectionProps, SectionFrame } from './api-section.tsx';

/** The base URL in each environment. */
export function BaseUrlSection({
  environments,
  values,
  document,
  issues,
  problem,
  canEdit,
  onChange,
  onLeave,
}: ApiSectionProps) {
  const set = (environmentId: string, url: string) => {
    if ((document.baseUrls[environmentId] ?? '') !== url) {
      onChange({ baseUrls: { ...document.baseUrls, [environmentId]: url } });
    }
  };
  return (
    <SectionFrame
      title="Base URL"
      term="base-url"
      lead="What the address of every call begins with. A missing one is an error in that environment."
    >
      <div className={classes.lines}>
        {environments.map((environment) => {
          const { id } = environment;
          const url = document.baseUrls[id] ?? '';
          return (
            <div key={id} className={classes.environmentLine}>
              <span className={classes.environment} aria-hidden>
                {environment.name}
              </span>
              <BaseUrlField
                environment={environment}
                url={url}
                names={[...nameInputs(document.inputs, []), ...nameValues(values, environment)]}
                canEdit={canEdit}
                error={(problem && problemAt(problem, `document.baseUrls.${id}`)) ?? issueAt(issues, 'baseUrls', id)}
                onChange={(text) => set(id, text)}
                onBlur={() => {
                  set(id, readBaseUrl(url));
                  onLeave();
                }}
              />
            </div>
          );
        })}
      </div>
    </SectionFrame>
  );
}

const FORMS = ['braces', 'brackets'] as const;

interface BaseUrlFieldProps {
  environment: Environment;
  url: string;
  names: readonly PlaceholderName[];
  canEdit: boolean;
  error: string | null;
  onChange: (url: string) => void;
  onBlur: () => void;
}

function BaseUrlField({ environment, url, names, canEdit, error, onChange, onBlur }: BaseUrlFieldProps) {
  const { fieldProps, list } = useNameCompletion({ value: url, names, forms: FORMS, onChange, onBlur });
  return (
    <>
      <TextInput
        {...fieldProps}
        aria-label={`Base URL, ${environment.name}`}
        classNames={{ input: 'jf-mono' }}
        placeholder="https://api.example.com/v1"
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        maxLength={LIMITS.urlCharsMax}
        readOnly={!canEdit}
        error={error}
      />
      {list}
    </>
  );
}
