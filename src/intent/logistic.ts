/** One observation: what was seen, and whether it was so. */
export interface Observation {
  signs: readonly number[];
  isTrue: boolean;
  /** How much it counts beside the others. */
  weight: number;
}

/** Newton's method converges within a dozen steps; more would only repeat the last. */
const STEPS = 50;
const PRECISION = 1e-9;

/**
 * Logistic regression by Newton's method. Returns the bias, then a weight for each sign. `ridge`: share of the squared
 * weights in the loss, without the bias; it keeps them finite where signs separate perfectly.
 */
export function fitLogistic(observations: readonly Observation[], signs: number, ridge: number): number[] {
  const size = signs + 1;
  const weights = new Array<number>(size).fill(0);
  const total = observations.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 0; step < STEPS; step++) {
    // Of the mean loss: gradient, and matrix of second derivatives with the gradient as its last column.
    const system = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0));
    for (const observation of observations) collect(system, observation, weights, observation.weight / total);
    for (let i = 1; i < size; i++) {
      add(system, i, i, ridge);
      add(system, i, size, -ridge * (weights[i] ?? 0));
    }
    const change = solve(system);
    for (let i = 0; i < size; i++) weights[i] = (weights[i] ?? 0) + (change[i] ?? 0);
    if (Math.max(...change.map(Math.abs)) < PRECISION) break;
  }
  return weights;
}

function collect(system: number[][], { signs, isTrue }: Observation, weights: readonly number[], share: number): void {
  const values = [1, ...signs];
  const evidence = values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
  const probability = 1 / (1 + Math.exp(-evidence));
  // A certain observation still bends the loss a little: the matrix stays solvable.
  const bend = share * Math.max(probability * (1 - probability), 1e-9);
  for (const [i, value] of values.entries()) {
    add(system, i, values.length, share * ((isTrue ? 1 : 0) - probability) * value);
    for (const [j, other] of values.entries()) add(system, i, j, bend * value * other);
  }
}

function add(system: number[][], row: number, column: number, value: number): void {
  const cells = system[row];
  if (cells) cells[column] = (cells[column] ?? 0) + value;
}

/** Gauss-Jordan elimination with the largest pivot; the last column holds the right-hand side. */
function solve(system: readonly number[][]): number[] {
  const rows = system.map((row) => [...row]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    const pivot = rows.slice(i).reduce((best, row) => (Math.abs(row[i] ?? 0) > Math.abs(best[i] ?? 0) ? row : best));
    const at = rows.indexOf(pivot);
    [rows[i], rows[at]] = [pivot, rows[i] ?? []];
    for (const [j, row] of rows.entries()) {
      if (j === i) continue;
      const factor = (row[i] ?? 0) / (pivot[i] ?? 1);
      for (let k = i; k <= size; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
