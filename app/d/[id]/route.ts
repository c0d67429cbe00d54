/**
 * A document's own address, which never changes and always opens its current version: it leads to the list with the
 * document open, past the sign-in where that is needed.
 */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const location = `/documents?open=${encodeURIComponent(id)}`;
  return new Response(null, { status: 303, headers: { Location: location, "Cache-Control": "no-store" } });
}
