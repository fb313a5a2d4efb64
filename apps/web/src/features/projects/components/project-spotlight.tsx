export function ProjectSpotlight({ projectId }: { projectId: string }) {
  return <span hidden>{projectId}</span>;
}
