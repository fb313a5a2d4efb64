import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { type DeviceState, timeLeft } from '../model/device-state.ts';
import classes from './device-code.module.css';

type DeviceCodeProps = Omit<Extract<DeviceState, { status: 'waiting' }>, 'status'>;

/** A code to enter at the provider, where, and for how long. */
export function DeviceCode({ code, trouble }: DeviceCodeProps) {
  const { userCode, verificationUri, verificationUriComplete, expiresAt } = code;
  return (
    <div className={classes.panel}>
      <p className={classes.words}>Open the page of the provider, on this or any other device, and enter this code:</p>
      <p className={classes.code}>
        <code>{userCode}</code> <CopyButton text={userCode} label="Copy the code" />
      </p>
      <div className={classes.address}>
        <Button
          component="a"
          href={verificationUriComplete ?? verificationUri}
          target="_blank"
          rel="noreferrer"
          size="xs"
          leftSection={<IconExternalLink size={14} aria-hidden />}
        >
          Open {new URL(verificationUri).host}
        </Button>
        <code>{verificationUri}</code> <CopyButton text={verificationUri} label="Copy the address" />
      </div>
      <p className={classes.words}>
        Waiting until it is entered. The code ends in <TimeLeft until={expiresAt} />.
      </p>
      {trouble !== null && (
        <Notice kind="warning" title={trouble}>
          <p>It is asked again, less often.</p>
        </Notice>
      )}
    </div>
  );
}

function TimeLeft({ until }: { until: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="timer" className={classes.left}>
      {timeLeft(until, now)}
    </span>
  );
}
