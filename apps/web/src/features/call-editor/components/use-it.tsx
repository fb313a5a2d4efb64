import { inputsOf } from '@jackfield/connector';
import { Button, Modal } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { useEditor } from '../hooks/editor-context.ts';
import { curlExample } from '../model/curl-example.ts';
import classes from './use-it.module.css';

/** How the call is run from outside. */
export function UseIt() {
  const { project, environment, api, call, session } = useEditor();
  const [isOpen, setIsOpen] = useState(false);
  const command = curlExample({
    address: window.location.origin,
    project: project.slug,
    api: api.slug,
    call: call.slug,
    inputs: inputsOf(api.document, session.draft.document, environment.id),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTerminal2 size={14} stroke={1.75} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        Use it
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title="Use this call from your code"
        size={640}
        centered
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {call.initialization === 'never' && (
          <p className={classes.text}>Initialize the call and save its shape first: until then it cannot be run.</p>
        )}
        <p className={classes.text}>
          One POST from your server runs it; the credentials stay here. A token belongs to one environment and is made
          in{' '}
          <Link to="/projects/$projectId/settings" params={{ projectId: project.id }} className={classes.link}>
            Settings
          </Link>
          .
        </p>
        <div className={classes.code}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
          <pre tabIndex={0}>{command}</pre>
          <span className={classes.copy}>
            <CopyButton text={command} label="Copy the command" />
          </span>
        </div>
        <p className={classes.text}>
          The answer holds <code>outcome</code>, <code>status</code>, <code>data</code> and <code>error</code>. Add{' '}
          <code>?answer=body</code> for the API’s own bytes.
          {session.draft.document.useAs === 'both' && (
            <>
              {' '}
              This call is used both ways: say <code>?as=data</code> or <code>?as=action</code>.
            </>
          )}
        </p>
      </Modal>
    </>
  );
}
