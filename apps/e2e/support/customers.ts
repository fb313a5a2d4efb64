/** What json-server serves: optional and empty fields, an object, more than one customer. */
export const CUSTOMERS = [
  { id: 1, name: 'Ada Lovelace', email: 'ada@example.com', active: true, address: { city: 'London', zip: null } },
  { id: 2, name: 'Alan Turing', email: 'alan@example.com', active: false, address: { city: 'Wilmslow', zip: 'SK9' } },
  {
    id: 3,
    name: 'Grace Hopper',
    email: 'grace@example.com',
    active: true,
    nickname: 'Amazing Grace',
    address: { city: 'New York', zip: null },
  },
];
