import { LIMITS } from '@jackfield/connector';
import { TextInput } from '@mantine/core';
import { problemAt } from '../../../lib/api-problem.ts';
import { issueAt } from '../model/api-issues.ts';
import { readBaseUrl } from '../model/read-base-url.ts';
import classes from './api-page.module.css';
import { type ApiSectionProps, SectionFrame } from './api-section.tsx';

/** The base URL in each environment. */
export function BaseUrlSection({
  environments,
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
      lead="What the address of every call begins with. A missing one is an error in that environment."
    >
      <div className={classes.lines}>
        {environments.map(({ id, name }) => {
          const url = document.baseUrls[id] ?? '';
          return (
            <div key={id} className={classes.environmentLine}>
              <span className={classes.environment} aria-hidden>
                {name}
              </span>
              <TextInput
                aria-label={`Base URL, ${name}`}
                classNames={{ input: 'jf-mono' }}
                placeholder="https://api.example.com/v1"
                inputMode="url"
                spellCheck={false}
                maxLength={LIMITS.urlCharsMax}
                readOnly={!canEdit}
                value={url}
                error={(problem && problemAt(problem, `document.baseUrls.${id}`)) ?? issueAt(issues, 'baseUrls', id)}
                onChange={(event) => set(id, event.currentTarget.value)}
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
