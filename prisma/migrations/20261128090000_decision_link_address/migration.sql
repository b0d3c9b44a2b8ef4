-- A link is for the mailbox that it was sent to, as long as that is its person's.
ALTER TABLE "DecisionLink" ADD COLUMN "address" TEXT;
UPDATE "DecisionLink" l SET "address" = p."email" FROM "Person" p WHERE p."id" = l."personId";
ALTER TABLE "DecisionLink" ALTER COLUMN "address" SET NOT NULL;
