export function NoProjectPage() {
  return <h1>NoProjectPage</h1>;
}
