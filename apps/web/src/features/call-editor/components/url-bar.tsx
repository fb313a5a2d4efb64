import { type DocumentIssue, isAbsoluteUrl, isCurlCommand, parseUrlTemplate } from '@jackfield/connector';
import { Button, Tooltip } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { memo, type ReactNode, useId } from 'react';
import { keyWords } from '../../../lib/shortcuts.ts';
import { usePlaceholders } from '../hooks/use-placeholders.ts';
import { issuesAt, issueText } from '../model/issues.ts';
import { urlStretches } from '../model/url-stretches.ts';
import { MethodPicker } from './method-picker.tsx';
import classes from './url-bar.module.css';
import { UrlField } from './url-field.tsx';

interface UrlBarProps {
  method: string;
  url: string;
  /** Of the chosen environment; empty where none is set. */
  base: { url: string; environmentName: string; editLink: ReactNode };
  issues: readonly DocumentIssue[];
  isReadOnly: boolean;
  onMethod: (method: string) => void;
  onUrl: (url: string) => void;
  /** A URL with a query was pasted. */
  onPasteUrl: (url: string) => void;
  onPasteCommand: (command: string) => void;
  onLeave: () => void;
  action: ReactNode;
}

/** Method, base URL of the environment, the call's own URL, and the button that runs it. */
export function UrlBar(props: UrlBarProps) {
  const { url, base, isReadOnly } = props;
  const id = useId();
  const names = usePlaceholders();
  const issues = issuesAt(props.issues, 'call', 'url');
  const { placeholders } = parseUrlTemplate(url, { isBase: false });
  const isInvalid = issues.some((issue) => issue.severity === 'error');
  return (
    <div className={classes.bar}>
      <div className={classes.line}>
        <div className={classes.address} data-invalid={isInvalid || undefined}>
          <MethodPicker method={props.method} isReadOnly={isReadOnly} onChange={props.onMethod} />
          {!isAbsoluteUrl(url) &&
            (base.url === '' ? (
              <span className={classes.noBase}>{base.editLink}</span>
            ) : (
              <Tooltip
                label={`Base URL for ${base.environmentName}: ${base.url}`}
                events={{ hover: true, focus: false, touch: false }}
              >
                <span className={classes.base}>
                  <span className="jf-visually-hidden">{`Base URL for ${base.environmentName}: `}</span>
                  <bdi>{base.url}</bdi>
                </span>
              </Tooltip>
            ))}
          <UrlField
            value={url}
            stretches={urlStretches(url, placeholders, issues)}
            names={names}
            describedBy={issues.length > 0 ? id : undefined}
            isInvalid={isInvalid}
            isReadOnly={isReadOnly}
            onChange={props.onUrl}
            onPasteText={(text, isWhole) => {
              if (isReadOnly || !(isWhole || url === '')) return false;
              if (isCurlCommand(text)) props.onPasteCommand(text);
              else if (/^[^\s?]*\?[^\s]+=/.test(text)) props.onPasteUrl(text);
              else return false;
              return true;
            }}
            onBlur={props.onLeave}
          />
        </div>
        {props.action}
      </div>
      {issues.length > 0 && (
        <ul id={id} className={classes.issues}>
          {issues.map((issue) => (
            <li key={issueText(issue)} data-severity={issue.severity}>
              {issue.severity === 'error' ? (
                <IconAlertCircle size={14} aria-label="Error" />
              ) : (
                <IconAlertTriangle size={14} aria-label="Warning" />
              )}
              {issueText(issue)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface RunButtonProps {
  isRunning: boolean;
  /** Why it cannot run; null where it can. */
  refusal: string | null;
  onStart: () => void;
  onCancel: () => void;
}

/** Initialize call, or Cancel while it runs, in the same place. */
export const RunButton = memo(function RunButton({ isRunning, refusal, onStart, onCancel }: RunButtonProps) {
  if (isRunning) {
    return (
      <Button
        className={classes.run}
        variant="default"
        size="md"
        leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
        // The second half of a double click on Initialize lands here and means no Cancel.
        onClick={(event) => event.detail < 2 && onCancel()}
      >
        Cancel
      </Button>
    );
  }
  const button = (
    <Button
      className={classes.run}
      size="md"
      data-disabled={refusal !== null || undefined}
      aria-disabled={refusal !== null || undefined}
      leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
      rightSection={
        <kbd className={classes.keys} aria-hidden>
          {keyWords('run')}
        </kbd>
      }
      onClick={() => refusal === null && onStart()}
    >
      Initialize call
    </Button>
  );
  return refusal === null ? button : <Tooltip label={refusal}>{button}</Tooltip>;
});
