export function ProjectHomePage() {
  return <h1>ProjectHomePage</h1>;
}
