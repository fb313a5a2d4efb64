import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { listen, type TrackedServer } from './listen.ts';

const require = createRequire(new URL('../../../apps/e2e/upstreams/package.json', import.meta.url));

/** The part of graphql-yoga 5 that is used here. */
interface Yoga {
  createYoga(options: { schema: unknown; logging: boolean }): RequestListener;
  createSchema(options: { typeDefs: string; resolvers: Record<string, Record<string, unknown>> }): unknown;
}

const TYPES = `
  type Product { id: ID!, name: String!, price: Float, tags: [String!]! }
  input ProductFilter { tags: [String!], maxPrice: Float }
  type Query {
    product(id: ID!): Product
    products(first: Int = 2, filter: ProductFilter): [Product!]!
    echo(text: String!): String!
    broken: String
  }
  type Mutation { rename(id: ID!, name: String!): Product! }
`;

interface Product {
  id: string;
  name: string;
  price: number | null;
  tags: string[];
}

/** graphql-yoga before a few products, at any path. */
export async function startGraphqlServer(): Promise<TrackedServer> {
  // The cast says what the package has; it is not among the workspace's own packages.
  const { createYoga, createSchema } = require('graphql-yoga') as Yoga;
  const products: Product[] = [
    { id: '1', name: 'Chair', price: 49.5, tags: ['wood'] },
    { id: '2', name: 'Table', price: 120, tags: ['wood', 'large'] },
    { id: '3', name: 'Lamp', price: null, tags: [] },
  ];
  const schema = createSchema({
    typeDefs: TYPES,
    resolvers: {
      Query: {
        product: (_: unknown, { id }: { id: string }) => products.find((product) => product.id === id) ?? null,
        products: (
          _: unknown,
          { first, filter }: { first: number; filter?: { tags?: string[] | null; maxPrice?: number | null } | null },
        ) =>
          products
            .filter(({ tags }) => (filter?.tags ?? []).every((tag) => tags.includes(tag)))
            .filter(({ price }) => filter?.maxPrice == null || (price !== null && price <= filter.maxPrice))
            .slice(0, first),
        echo: (_: unknown, { text }: { text: string }) => text,
        broken: () => {
          throw new Error('resolver failed');
        },
      },
      Mutation: {
        rename: (_: unknown, { id, name }: { id: string; name: string }) => {
          const product = products.find((each) => each.id === id);
          if (!product) throw new Error('no such product');
          product.name = name;
          return product;
        },
      },
    },
  });
  return listen(createServer(createYoga({ schema, logging: false })), '127.0.0.1', 'http');
}
