export interface DemoCustomer {
  id: number;
  name: string;
  email: string | null;
  joinedAt: string;
  isActive: boolean;
  /** Absent for some, as in many an API. */
  company?: { name: string; country: string };
  tags: string[];
}

export interface DemoOrder {
  id: number;
  customerId: number;
  placedOn: string;
  status: 'open' | 'paid' | 'shipped';
  total: number;
  currency: string;
  lines: { product: string; quantity: number; price: number }[];
}

const NAMES = [
  ...['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Edsger Dijkstra', 'Barbara Liskov', 'Donald Knuth'],
  ...['Radia Perlman', 'Tim Berners-Lee', 'Katherine Johnson', 'John Backus', 'Margaret Hamilton', 'Tony Hoare'],
  ...['Frances Allen', 'Ken Thompson', 'Lynn Conway', 'Dennis Ritchie', 'Annie Easley', 'Niklaus Wirth'],
  ...['Karen Spärck Jones', 'Robin Milner', 'Mary Jackson', 'Vint Cerf', 'Hedy Lamarr', 'Leslie Lamport'],
] as const;
const COMPANIES = [
  { name: 'Coalport China', country: 'GB' },
  { name: 'Blists Hill Tiles', country: 'GB' },
  { name: 'Maw & Co', country: 'IE' },
] as const;
const PRODUCTS = [
  { product: 'Encaustic tile', price: 4.5 },
  { product: 'Border tile', price: 2.25 },
  { product: 'Glaze, 1 l', price: 18.9 },
] as const;
const STATUSES = ['open', 'paid', 'shipped'] as const;
const DAY_MS = 24 * 60 * 60 * 1_000;
const FIRST_DAY = Date.UTC(2026, 0, 5, 9, 30);

export const CUSTOMERS: readonly DemoCustomer[] = NAMES.map((name, index) => {
  const company = index % 4 === 3 ? undefined : COMPANIES[index % COMPANIES.length];
  const mailbox = name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '.');
  return {
    id: index + 1,
    name,
    email: index % 5 === 4 ? null : `${mailbox}@example.com`,
    joinedAt: new Date(FIRST_DAY + index * 3 * DAY_MS).toISOString(),
    isActive: index % 6 !== 5,
    ...(company === undefined ? {} : { company }),
    tags: ['new', 'trade', 'museum'].slice(0, index % 4),
  };
});

export const ORDERS: readonly DemoOrder[] = Array.from({ length: 40 }, (_, index) => {
  const lines = PRODUCTS.slice(0, (index % 3) + 1).map(({ product, price }, at) => ({
    product,
    quantity: ((index + at) % 5) + 1,
    price,
  }));
  const cents = lines.reduce((sum, { price, quantity }) => sum + Math.round(price * 100) * quantity, 0);
  return {
    id: 1_001 + index,
    customerId: (index % CUSTOMERS.length) + 1,
    placedOn: new Date(FIRST_DAY + index * DAY_MS).toISOString().slice(0, 10),
    status: STATUSES[index % STATUSES.length] ?? 'open',
    total: cents / 100,
    currency: index % 7 === 6 ? 'EUR' : 'GBP',
    lines,
  };
});

export const TILE_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="256" height="256"><rect width="64" height="64" fill="#f3ead7"/><path d="M32 4 60 32 32 60 4 32Z" fill="#9a4a2f"/><circle cx="32" cy="32" r="14" fill="#2f5d62"/><circle cx="32" cy="32" r="6" fill="#f3ead7"/></svg>`;
