/** The pages of the settings, each with an address of its own: `/settings/tokens`. */
export const SETTINGS_SECTIONS = [
  { section: 'project', title: 'Project', keywords: ['name', 'rename'] },
  { section: 'environments', title: 'Environments', keywords: ['staging', 'live', 'development'] },
  { section: 'tokens', title: 'Tokens', keywords: ['run api', 'key', 'access'] },
  { section: 'runs', title: 'Runs', keywords: ['history', 'retention', 'bodies', 'days'] },
  { section: 'workspace', title: 'Workspace', keywords: ['team', 'members', 'roles'] },
  { section: 'account', title: 'Your account', keywords: ['password', 'name', 'e-mail', 'profile'] },
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number]['section'];

/** The page that an address names; null where it names none. */
export function settingsSectionOf(name: string): SettingsSection | null {
  return SETTINGS_SECTIONS.find(({ section }) => section === name)?.section ?? null;
}
