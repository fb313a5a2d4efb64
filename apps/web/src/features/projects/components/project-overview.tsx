import type { ApiSummary, Project } from '@jackfield/contracts';
import { Link } from '@tanstack/react-router';
import { PageHeader } from '../../../components/page-header.tsx';
import { CallList } from './call-list.tsx';
import classes from './project-overview.module.css';

/** Every API of the project with its calls, and the address each call is run at. */
export function ProjectOverview({ project, apis }: { project: Project; apis: readonly ApiSummary[] }) {
  const calls = apis.reduce((sum, api) => sum + api.calls.length, 0);
  return (
    <div className={classes.page}>
      <PageHeader title={project.name} lead={`${count(apis.length, 'API')}, ${count(calls, 'call')}`} />
      {apis.map((api) => (
        <section key={api.id} className={classes.api} aria-labelledby={`api-${api.id}`}>
          <h2 className={classes.apiName} id={`api-${api.id}`}>
            <Link to="/projects/$projectId/apis/$apiId" params={{ projectId: project.id, apiId: api.id }}>
              {api.name}
            </Link>
          </h2>
          {api.calls.length === 0 ? (
            <p className={classes.nothing}>No calls yet. Add one in the list at the left.</p>
          ) : (
            <CallList project={project} api={api} />
          )}
        </section>
      ))}
    </div>
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
