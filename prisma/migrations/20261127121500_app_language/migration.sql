ALTER TABLE "App"
  ADD COLUMN "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "written" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "face" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "flows" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "texts" JSONB,
  ADD COLUMN "accessType" TEXT NOT NULL DEFAULT 'PRIVATE',
  ADD COLUMN "catalog" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "startsAt" TIMESTAMPTZ(3),
  ADD COLUMN "endsAt" TIMESTAMPTZ(3),
  ADD COLUMN "thumbnail" TEXT;

ALTER TABLE "App" ALTER COLUMN "tags" SET DEFAULT ARRAY[]::TEXT[], ALTER COLUMN "groups" SET DEFAULT ARRAY[]::TEXT[];

UPDATE "App" a SET
  "tags" = COALESCE("tags", ARRAY[]::TEXT[]),
  "groups" = COALESCE("groups", ARRAY[]::TEXT[]),
  "flows" = jsonb_build_array(jsonb_build_object('namespace', a."namespace", 'flowId', a."flowId")),
  "written" = EXISTS (SELECT 1 FROM "AppRevision" r WHERE r."appId" = a."id" AND r."source" IS NOT NULL),
  "createdAt" = COALESCE((SELECT min(r."createdAt") FROM "AppRevision" r WHERE r."appId" = a."id"), a."updatedAt");

CREATE TABLE "AppPicture" (
  "appId" TEXT NOT NULL,
  "contentType" TEXT NOT NULL,
  "bytes" BYTEA NOT NULL,
  "sha256" TEXT NOT NULL,
  CONSTRAINT "AppPicture_pkey" PRIMARY KEY ("appId")
);

ALTER TABLE "AppPicture" ADD CONSTRAINT "AppPicture_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;
