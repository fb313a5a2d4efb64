interface SidebarProps {
  projectId: string;
  canEdit: boolean;
  onNavigate(): void;
}
export function Sidebar({ projectId }: SidebarProps) {
  return <div>{projectId}</div>;
}
