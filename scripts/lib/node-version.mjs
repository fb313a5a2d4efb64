// Plain old syntax: this file has to load on the versions that it refuses.
export function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Jackfield needs Node 20.19 or newer; this is ${process.versions.node}. Install a current Node from nodejs.org and try again.`,
  );
  process.exit(1);
}
