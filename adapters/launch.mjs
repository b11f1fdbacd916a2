// Plain JavaScript, so that an older node can still read it and say what is wrong.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Connect Desk needs node 22.18 or newer and found ${process.versions.node}: run it through npm (npm start, npm run -s desk), which brings node 24 along.\n`,
  );
  process.exit(1);
}
await import('./cli/main.ts');
