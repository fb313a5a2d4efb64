export function ValuesPage() {
  return <h1>ValuesPage</h1>;
}
