import { inputsOf, isPerEndUser } from '@jackfield/connector';
import type { Api, Call, Environment, OnError, Project, UsedAs } from '@jackfield/contracts';
import { SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ScrollFrame } from '../../../components/scroll-frame.tsx';
import { streamCurlCode, streamFetchCode, streamTypeScriptCode } from '../model/stream-code.ts';
import { curlCode, fetchCode } from '../model/usage-code.ts';
import { typeScriptCode } from '../model/usage-typescript.ts';
import classes from './usage-code.module.css';

export interface UsageCodeProps {
  project: Project;
  environment: Environment;
  api: Api;
  call: Call;
  /** Which way of a call that is used both ways; null: it is for one way alone. */
  as: UsedAs | null;
}

const STREAM_LANGUAGES = [
  { value: 'curl', label: 'cURL', make: streamCurlCode },
  { value: 'fetch', label: 'fetch', make: streamFetchCode },
  { value: 'typescript', label: 'TypeScript', make: streamTypeScriptCode },
];

const LANGUAGES = [
  { value: 'curl', label: 'cURL', make: curlCode },
  { value: 'fetch', label: 'fetch', make: fetchCode },
  { value: 'typescript', label: 'TypeScript', make: typeScriptCode },
];

/** How the call is run from outside, ready to copy. */
export function UsageCode({ project, environment, api, call, as }: UsageCodeProps) {
  const [language, setLanguage] = useState('curl');
  const [chosenOnError, setOnError] = useState<OnError | null>(null);
  const isStream = call.document.responseType === 'stream';
  // A stream is answered before it is known how it ends, so there is no choice.
  const onError = isStream ? 'continue' : (chosenOnError ?? call.document.onError);
  const languages = isStream ? STREAM_LANGUAGES : LANGUAGES;
  const { make, label } = languages.find(({ value }) => value === language) ?? { make: curlCode, label: 'cURL' };
  const code = make({
    address: window.location.origin,
    project: project.slug,
    api: api.slug,
    call: call.slug,
    name: call.name,
    inputs: inputsOf(api.document, call.document, environment.id),
    schema: call.shape?.schema ?? null,
    errorSchema: call.errorShape?.schema ?? null,
    onError,
    as,
    isPerEndUser: isPerEndUser(api.document.auth),
  });
  return (
    <div className={classes.usage}>
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label="Language"
          data={languages.map(({ value, label }) => ({ value, label }))}
          value={language}
          onChange={setLanguage}
        />
        {!isStream && (
          <SegmentedControl
            size="xs"
            aria-label="When a run does not end well"
            data={[
              { value: 'continue', label: 'Go on' },
              { value: 'stop', label: 'Stop' },
            ]}
            value={onError}
            onChange={(value) => setOnError(value === 'stop' ? 'stop' : 'continue')}
          />
        )}
        <CopyButton text={code} label={`Copy as ${label}`} />
      </div>
      <ScrollFrame as="pre" className={classes.code}>
        {code}
      </ScrollFrame>
      <p className={classes.text}>
        Run it from your server; the credentials of the API stay here. A token for {environment.name} is made in{' '}
        <Link
          to="/projects/$projectId/settings/$section"
          params={{ projectId: project.id, section: 'tokens' }}
          className={classes.link}
        >
          Settings
        </Link>
        . Add <code>answer=body</code> to the address for the API’s own bytes instead of the result around them.
      </p>
    </div>
  );
}
