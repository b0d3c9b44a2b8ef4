-- AlterTable
ALTER TABLE "App" ADD COLUMN     "publicId" TEXT NOT NULL DEFAULT "left"(encode(sha256(((gen_random_uuid())::text || (gen_random_uuid())::text)::bytea), 'hex'::text), 32);

-- CreateTable
CREATE TABLE "Guest" (
    "personId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "email" TEXT,
    "verifiedAt" TIMESTAMPTZ(3),
    "name" TEXT,
    "tokenHash" TEXT,
    "revokedAt" TIMESTAMPTZ(3),
    "codeHash" TEXT,
    "codeUntil" TIMESTAMPTZ(3),
    "codeTries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Guest_pkey" PRIMARY KEY ("personId")
);

-- CreateIndex
CREATE UNIQUE INDEX "App_publicId_key" ON "App"("publicId");

-- CreateIndex
CREATE UNIQUE INDEX "Guest_tokenHash_key" ON "Guest"("tokenHash");

-- CreateIndex
CREATE INDEX "Guest_appId_createdAt_idx" ON "Guest"("appId", "createdAt");

-- CreateIndex
CREATE INDEX "Guest_email_idx" ON "Guest"("email");

-- AddForeignKey
ALTER TABLE "Guest" ADD CONSTRAINT "Guest_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guest" ADD CONSTRAINT "Guest_appId_fkey" FOREIGN KEY ("appId") REFERENCES "App"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "Mail" ALTER COLUMN "personId" DROP NOT NULL;
ALTER TABLE "Mail" ADD COLUMN     "language" TEXT;
