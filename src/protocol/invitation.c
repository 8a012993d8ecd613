/* A link to a room: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/invitation-private.h"

#include <string.h>

#include "base/limits.h"
#include "protocol/id.h"
#include "protocol/protocol-error.h"
#include "protocol/sealing.h"
#include "protocol/secret.h"
#include "protocol/server-address.h"

#define VERSION_PLAIN 1
#define VERSION_TICKET 2
#define SEED_BYTES 16
#define CHECK_BYTES 3

/* SECRET as it stands in the link: of version 1 without the ticket. */
typedef struct
{
  guint8 version;
  guint8 seed[SEED_BYTES];
  HearthKeyId host;
  HearthTicket ticket;
} Packed;

#define PLAIN_BYTES G_STRUCT_OFFSET (Packed, ticket)

/* With the check 36 and 48 bytes, 48 and 64 characters of base64url without a spare bit: every character counts. */
G_STATIC_ASSERT (PLAIN_BYTES + CHECK_BYTES == 36);
G_STATIC_ASSERT (sizeof (Packed) + CHECK_BYTES == 48);

#define LARGEST_BYTES (sizeof (Packed) + CHECK_BYTES)

typedef struct
{
  Packed packed;
  guint8 seal_key[HEARTH_SEAL_KEY_BYTES];
} Secrets;

struct _HearthInvitation
{
  char *server;
  char *room;
  Secrets *secrets;          /* locked memory */
  HearthHelloMemory *hellos; /* main thread; only a host's is ever used */
};

static const struct
{
  const char *link;
  const char *server;
} schemes[] = {
  { "https://", "https://" },
  { "http://", "http://" },
  { "hearth://", "https://" },
  { "hearth+http://", "http://" },
};

static void
clear (gpointer data)
{
  HearthInvitation *self = data;

  g_free (self->server);
  g_free (self->room);
  sodium_free (self->secrets);
  hearth_hello_memory_free (self->hellos);
}

/* @server: (transfer full) */
static HearthInvitation *
create (char *server)
{
  HearthInvitation *self = g_atomic_rc_box_new0 (HearthInvitation);

  self->server = server;
  self->secrets = hearth_secret_alloc (sizeof (Secrets));
  self->hellos = hearth_hello_memory_new ();

  return self;
}

HearthInvitation *
hearth_invitation_ref (HearthInvitation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
hearth_invitation_unref (HearthInvitation *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

static gsize
packed_size (const Packed *packed)
{
  return packed->version == VERSION_TICKET ? sizeof *packed : PLAIN_BYTES;
}

/* The first bytes of SHA-256 ("hearth/check/1", everything before them). */
static void
compute_check (const guint8 *packed,
               gsize         length,
               guint8       *check)
{
  static const char domain[] = "hearth/check/1";
  crypto_hash_sha256_state state;
  guint8 hash[crypto_hash_sha256_BYTES];

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, (const guint8 *) domain, strlen (domain));
  crypto_hash_sha256_update (&state, packed, length);
  crypto_hash_sha256_final (&state, hash);
  memcpy (check, hash, CHECK_BYTES);
}

/* @text: HKDF-SHA256's info */
static void
derive (const guint8 *prk,
        const char   *text,
        guint8       *bytes,
        gsize         size)
{
  crypto_kdf_hkdf_sha256_expand (bytes, size, text, strlen (text), prk);
}

/* Fills in what follows from the seed: the room and the sealing key. */
static void
derive_from_seed (HearthInvitation *self)
{
  static const char salt[] = "hearth/link/1";
  guint8 *prk = hearth_secret_alloc (crypto_kdf_hkdf_sha256_KEYBYTES);
  guint8 room[HEARTH_ID_BYTES];

  crypto_kdf_hkdf_sha256_extract (prk, (const guint8 *) salt, strlen (salt), self->secrets->packed.seed, SEED_BYTES);
  derive (prk, "hearth/room/1", room, sizeof room);
  derive (prk, "hearth/seal/1", self->secrets->seal_key, HEARTH_SEAL_KEY_BYTES);
  self->room = hearth_id_from_bytes (room);
  sodium_free (prk);
}

HearthInvitation *
hearth_invitation_new (const char             *server,
                       const HearthPublicKey  *host,
                       GError                **error)
{
  g_autofree char *address = NULL;
  HearthInvitation *self;
  Packed *packed;

  g_return_val_if_fail (server != NULL, NULL);
  g_return_val_if_fail (host != NULL, NULL);

  address = hearth_server_address_parse (server, error);
  if (address == NULL)
    return NULL;

  self = create (g_steal_pointer (&address));
  packed = &self->secrets->packed;
  packed->version = VERSION_PLAIN;
  randombytes_buf (packed->seed, SEED_BYTES);
  hearth_public_key_get_id (host, &packed->host);
  derive_from_seed (self);

  return self;
}

HearthInvitation *
hearth_invitation_move (const HearthInvitation *self,
                        const char             *server,
                        GError                **error)
{
  g_autofree char *address = NULL;
  HearthInvitation *moved;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (server != NULL, NULL);

  address = hearth_server_address_parse (server, error);
  if (address == NULL)
    return NULL;

  moved = create (g_steal_pointer (&address));
  moved->secrets->packed = self->secrets->packed;
  derive_from_seed (moved);

  return moved;
}

HearthInvitation *
hearth_invitation_with_ticket (const HearthInvitation *self,
                               const HearthTicket     *ticket)
{
  HearthInvitation *marked;

  g_return_val_if_fail (self != NULL, NULL);

  marked = create (g_strdup (self->server));
  marked->secrets->packed = self->secrets->packed;
  marked->secrets->packed.version = ticket != NULL ? VERSION_TICKET : VERSION_PLAIN;
  if (ticket != NULL)
    marked->secrets->packed.ticket = *ticket;
  derive_from_seed (marked);

  return marked;
}

static gboolean
malformed (GError **error)
{
  g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_MALFORMED, "Not a link to a room, or a damaged one");
  return FALSE;
}

/* "SCHEME://SERVER/r/ROOM#SECRET" → the server's address and where ROOM and SECRET begin. */
static gboolean
split (const char  *link,
       char       **server,
       const char **room,
       const char **secret,
       GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i].link);
      const char *host = link + length;
      g_autofree char *base = NULL;
      const char *path;

      if (g_ascii_strncasecmp (link, schemes[i].link, length) != 0)
        continue;

      path = strchr (host, '/');
      if (path == NULL || !g_str_has_prefix (path, "/r/"))
        return malformed (error);
      *room = path + strlen ("/r/");
      if (strnlen (*room, HEARTH_ID_CHARACTERS + 1) <= HEARTH_ID_CHARACTERS || (*room)[HEARTH_ID_CHARACTERS] != '#')
        return malformed (error);
      *secret = *room + HEARTH_ID_CHARACTERS + 1;

      base = g_strdup_printf ("%s%.*s", schemes[i].server, (int) (path - host), host);
      *server = hearth_server_address_parse (base, error);
      return *server != NULL;
    }

  return malformed (error);
}

/* @bytes: LARGEST_BYTES of locked memory. What is said of SECRET before anything follows from it. */
static gboolean
unpack_secret (Packed      *packed,
               const char  *secret,
               guint8      *bytes,
               GError     **error)
{
  const gsize sizes[] = { PLAIN_BYTES, sizeof (Packed) };
  guint8 check[CHECK_BYTES];
  gsize size = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes) && size == 0; i++)
    if (hearth_secret_decode (secret, strlen (secret), bytes, sizes[i] + CHECK_BYTES))
      size = sizes[i];
  if (size == 0)
    return malformed (error);

  compute_check (bytes, size, check);
  if (sodium_memcmp (check, bytes + size, CHECK_BYTES) != 0)
    return malformed (error);
  if (bytes[0] != VERSION_PLAIN && bytes[0] != VERSION_TICKET)
    {
      g_set_error (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_VERSION, "A link of version %u", bytes[0]);
      return FALSE;
    }

  memcpy (packed, bytes, size);
  return packed_size (packed) == size || malformed (error);
}

/* Unpacks SECRET and derives the rest; ROOM must be what follows from it. */
static gboolean
unpack (HearthInvitation *self,
        const char       *room,
        const char       *secret,
        GError          **error)
{
  guint8 *bytes = hearth_secret_alloc (LARGEST_BYTES);
  gboolean good = unpack_secret (&self->secrets->packed, secret, bytes, error);

  sodium_free (bytes);
  if (!good)
    return FALSE;

  derive_from_seed (self);
  return sodium_memcmp (self->room, room, HEARTH_ID_CHARACTERS) == 0 || malformed (error);
}

HearthInvitation *
hearth_invitation_parse (const char  *link,
                         GError     **error)
{
  g_autoptr (HearthInvitation) self = NULL;
  g_autofree char *server = NULL;
  char *copy;
  const char *room;
  const char *secret;

  g_return_val_if_fail (link != NULL, NULL);

  if (strnlen (link, HEARTH_LIMIT_LINK_BYTES + 1) > HEARTH_LIMIT_LINK_BYTES)
    {
      g_set_error_literal (error, HEARTH_PROTOCOL_ERROR, HEARTH_PROTOCOL_ERROR_TOO_LARGE, "Too long for a link to a room");
      return NULL;
    }

  copy = hearth_secret_alloc (HEARTH_LIMIT_LINK_BYTES + 1);
  g_strlcpy (copy, link, HEARTH_LIMIT_LINK_BYTES + 1);
  g_strstrip (copy);
  if (split (copy, &server, &room, &secret, error))
    {
      self = create (g_steal_pointer (&server));
      if (!unpack (self, room, secret, error))
        g_clear_pointer (&self, hearth_invitation_unref);
    }
  sodium_free (copy);

  return g_steal_pointer (&self);
}

char *
hearth_invitation_to_link (const HearthInvitation *self)
{
  g_autofree char *secret = NULL;
  guint8 *bytes;
  gsize size;
  char *link;

  g_return_val_if_fail (self != NULL, NULL);

  bytes = hearth_secret_alloc (LARGEST_BYTES);
  size = packed_size (&self->secrets->packed);
  memcpy (bytes, &self->secrets->packed, size);
  compute_check (bytes, size, bytes + size);
  secret = hearth_secret_encode (bytes, size + CHECK_BYTES);
  sodium_free (bytes);
  link = g_strdup_printf ("%s/r/%s#%s", self->server, self->room, secret);
  sodium_memzero (secret, strlen (secret));

  return link;
}

const char *
hearth_invitation_get_server (const HearthInvitation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->server;
}

const char *
hearth_invitation_get_room (const HearthInvitation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->room;
}

const HearthTicket *
hearth_invitation_get_ticket (const HearthInvitation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->secrets->packed.version == VERSION_TICKET ? &self->secrets->packed.ticket : NULL;
}

gboolean
hearth_invitation_is_hosted_by (const HearthInvitation *self,
                                const HearthPublicKey  *key)
{
  HearthKeyId id;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  hearth_public_key_get_id (key, &id);
  return hearth_key_id_equal (&self->secrets->packed.host, &id);
}

const guint8 *
hearth_invitation_get_seal_key (const HearthInvitation *self)
{
  return self->secrets->seal_key;
}

const HearthKeyId *
hearth_invitation_get_host_id (const HearthInvitation *self)
{
  return &self->secrets->packed.host;
}

HearthHelloMemory *
hearth_invitation_get_hello_memory (HearthInvitation *self)
{
  return self->hellos;
}
