// Local buckets live beside a Worker; this one is never asked.
export default { fetch: () => new Response(null, { status: 404 }) };
