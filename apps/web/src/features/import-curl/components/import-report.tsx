import type { EndpointResponse, importCurl } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconCheck, IconInfoCircle } from '@tabler/icons-react';
import classes from './import-curl-dialog.module.css';

interface ImportReportProps {
  imported: EndpointResponse<typeof importCurl>;
  onOpen(): void;
}

/** What was made, what was moved and what was left out. */
export function ImportReport({ imported, onOpen }: ImportReportProps) {
  return (
    <div className={classes.form}>
      <ul className={classes.says}>
        {imported.says.map((sentence) => (
          <li key={sentence}>
            <IconCheck size={14} stroke={1.75} aria-hidden />
            {sentence}
          </li>
        ))}
        {imported.notes.map((sentence) => (
          <li key={sentence} data-kind="note">
            <IconInfoCircle size={14} stroke={1.75} aria-hidden />
            {sentence}
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <p className={classes.next}>Next: initialize it, so that its fields are known.</p>
        <Button onClick={onOpen} data-autofocus autoFocus>
          Open the call
        </Button>
      </div>
    </div>
  );
}
