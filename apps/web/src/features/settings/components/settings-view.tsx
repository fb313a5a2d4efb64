import type { ApiSummary, Project } from '@jackfield/contracts';
import { PageHeader } from '../../../components/page-header.tsx';
import { ProjectNameForm } from './project-name-form.tsx';
import classes from './settings.module.css';
import { TokensSection } from './tokens-section.tsx';

interface SettingsViewProps {
  project: Project;
  apis: readonly ApiSummary[];
}

export function SettingsView({ project, apis }: SettingsViewProps) {
  return (
    <div className={classes.page}>
      <PageHeader title="Settings" />
      <section className={classes.section} aria-labelledby="project">
        <h2 id="project" className={classes.sectionTitle}>
          Project
        </h2>
        <ProjectNameForm key={project.version} project={project} />
      </section>
      <section className={classes.section} aria-labelledby="environments">
        <h2 id="environments" className={classes.sectionTitle}>
          Environments
        </h2>
        <p className={classes.sectionLead}>Variables, base URLs and secrets have a value in each.</p>
        <ul className={classes.list}>
          {project.environments.map((environment) => (
            <li key={environment.id} className={classes.line}>
              <span className={classes.lineName}>{environment.name}</span>
              <code className={`${classes.quiet} ${classes.slug}`}>{environment.slug}</code>
              {environment.runs === 'published' && (
                <span className={classes.quiet}>Admins set its secrets and confirm their addresses</span>
              )}
            </li>
          ))}
        </ul>
      </section>
      <TokensSection project={project} apis={apis} />
    </div>
  );
}
