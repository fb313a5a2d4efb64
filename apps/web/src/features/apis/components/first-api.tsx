import type { Project } from '@jackfield/contracts';
import { AddApiForm } from './add-api-form.tsx';
import classes from './first-api.module.css';

const STEPS = [
  ['Add an API', 'A provider you want to call: its name and its base URL.'],
  ['Add a call and initialize it', 'One real request. Jackfield learns the fields of the answer from it.'],
  ['Use it from anywhere', 'Run the call by its name with a token. Keys stay on this server.'],
] as const;

/** The first screen after sign-up. */
export function FirstApi({ project }: { project: Project }) {
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
            <AddApiForm project={project} />
          )}
        </div>
      </div>
    </div>
  );
}
