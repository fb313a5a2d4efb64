import type { ApiSummary, Project } from '@jackfield/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHeader } from '../../../components/page-header.tsx';
import { SETTINGS_SECTIONS, type SettingsSection } from '../../../lib/settings-sections.ts';
import { AccountSection } from './account-section.tsx';
import { EnvironmentsSection } from './environments-section.tsx';
import { ProjectNameForm } from './project-name-form.tsx';
import { RunsSection } from './runs-section.tsx';
import classes from './settings.module.css';
import { TokensSection } from './tokens-section.tsx';
import { WorkspaceSection } from './workspace-section.tsx';

interface SettingsViewProps {
  project: Project;
  apis: readonly ApiSummary[];
  section: SettingsSection;
}

export function SettingsView({ project, apis, section }: SettingsViewProps) {
  return (
    <div className={classes.page}>
      <PageHeader title="Settings" />
      <div className={classes.columns}>
        <nav aria-label="Settings">
          <ul className={classes.sections}>
            {SETTINGS_SECTIONS.map((each) => (
              <li key={each.section}>
                <Link
                  to="/projects/$projectId/settings/$section"
                  params={{ projectId: project.id, section: each.section }}
                  className={classes.sectionLink}
                  aria-current={each.section === section ? 'page' : undefined}
                >
                  {each.title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={classes.shown}>{drawSection(section, project, apis)}</div>
      </div>
    </div>
  );
}

function drawSection(section: SettingsSection, project: Project, apis: readonly ApiSummary[]): ReactNode {
  switch (section) {
    case 'project':
      return (
        <section className={classes.section} aria-labelledby="project">
          <h2 id="project" className={classes.sectionTitle}>
            Project
          </h2>
          <ProjectNameForm key={project.version} project={project} />
        </section>
      );
    case 'environments':
      return <EnvironmentsSection project={project} />;
    case 'tokens':
      return <TokensSection project={project} apis={apis} />;
    case 'runs':
      return <RunsSection project={project} />;
    case 'workspace':
      return <WorkspaceSection project={project} />;
    case 'account':
      return <AccountSection />;
  }
}
