import { connection } from "next/server";
import { newest } from "./rows.ts";
import { Rows } from "./table.tsx";

/** The least that shows the rows of a list: nobody is signed in, nothing is allowed or refused, there is no frame. */
export default async function Page() {
  await connection();
  return (
    <main>
      <h1>Documents</h1>
      <Rows rows={await newest()} />
    </main>
  );
}
