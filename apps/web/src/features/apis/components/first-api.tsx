import type { Project } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { AddApiForm } from './add-api-form.tsx';
import classes from './first-api.module.css';
import { TryDemo } from './try-demo.tsx';

const STEPS = [
  ['Add an API', 'A provider you want to call: its name and its base URL.'],
  ['Add a call and initialize it', 'One real request. Jackfield learns the fields of the answer from it.'],
  ['Use it from anywhere', 'Run the call by its name with a token. Keys stay on this server.'],
] as const;

interface FirstApiProps {
  project: Project;
  /** Absent for whoever may not add anything. */
  onPasteCommand?: (() => void) | undefined;
  /** Whether the server serves an API to try things on. */
  hasDemo: boolean;
}

/** The first screen after sign-up. */
export function FirstApi({ project, onPasteCommand, hasDemo }: FirstApiProps) {
  return (
    <div className={classes.page}>
      <header>
        <h1 className={classes.title}>Add your first API</h1>
        <p className={classes.lead}>From an address to a call that others can run, in three steps.</p>
      </header>
      <div className={classes.columns}>
        <ol className={classes.steps}>
          {STEPS.map(([title, text], index) => (
            <li key={title} className={classes.step} aria-current={index === 0 ? 'step' : undefined}>
              <span className={classes.number} aria-hidden>
                {index + 1}
              </span>
              <div>
                <h2 className={classes.stepTitle}>{title}</h2>
                <p className={classes.stepText}>{text}</p>
              </div>
            </li>
          ))}
        </ol>
        <div className={classes.card}>
          {project.role === 'viewer' ? (
            <p className={classes.stepText}>You may look at this project. An editor can add APIs to it.</p>
          ) : (
            <>
              <AddApiForm project={project} />
              {onPasteCommand && (
                <div className={classes.other}>
                  <span>Or start from an example of its documentation</span>
                  <Button
                    variant="default"
                    leftSection={<IconTerminal2 size={16} stroke={1.75} aria-hidden />}
                    onClick={onPasteCommand}
                  >
                    Paste a cURL command
                  </Button>
                </div>
              )}
              {hasDemo && <TryDemo project={project} />}
            </>
          )}
        </div>
      </div>
    </div>
  );
}
