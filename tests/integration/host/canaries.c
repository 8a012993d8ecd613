/* Known secrets: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "canaries.h"

#include <sodium.h>
#include <string.h>

#include "protocol/invitation-private.h"
#include "protocol/sealing.h"

/* In a link's secret: a byte of version before it, the host's key after it. */
#define SEED_OFFSET 1
#define SEED_BYTES 16

struct _Canaries
{
  GPtrArray *names;
  GPtrArray *forms; /* GBytes, as many */
};

Canaries *
canaries_new (void)
{
  Canaries *self = g_new0 (Canaries, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->forms = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  return self;
}

void
canaries_free (Canaries *self)
{
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->forms);
  g_free (self);
}

static void
add_form (Canaries     *self,
          const char   *name,
          gconstpointer bytes,
          gsize         length)
{
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->forms, g_bytes_new (bytes, length));
}

static void
add_hexadecimal (Canaries     *self,
                 const char   *name,
                 const guint8 *bytes,
                 gsize         length)
{
  g_autoptr (GString) lower = g_string_new (NULL);
  g_autofree char *upper = NULL;

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (lower, "%02x", bytes[i]);
  upper = g_ascii_strup (lower->str, -1);
  add_form (self, name, lower->str, lower->len);
  add_form (self, name, upper, lower->len);
}

/* Where @shift bytes precede it in whatever is encoded: the characters that tell of nothing but the secret. */
static void
add_base64 (Canaries     *self,
            const char   *name,
            const guint8 *bytes,
            gsize         length,
            gsize         shift)
{
  g_autofree guint8 *shifted = g_malloc0 (shift + length);
  g_autofree char *text = NULL;
  const gsize begin = (shift * 8 + 5) / 6;
  const gsize end = (shift + length) * 8 / 6;

  memcpy (shifted + shift, bytes, length);
  text = g_base64_encode (shifted, shift + length);
  add_form (self, name, text + begin, end - begin);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  add_form (self, name, text + begin, end - begin);
}

void
canaries_add (Canaries     *self,
              const char   *name,
              gconstpointer bytes,
              gsize         length)
{
  g_assert_cmpuint (length, >=, 12);

  add_form (self, name, bytes, length);
  add_hexadecimal (self, name, bytes, length);
  for (gsize shift = 0; shift < 3; shift++)
    add_base64 (self, name, bytes, length, shift);
}

void
canaries_add_text (Canaries   *self,
                   const char *name,
                   const char *text)
{
  canaries_add (self, name, text, strlen (text));
}

static gsize
decode (const char *text,
        guint8     *bytes,
        gsize       size)
{
  size_t n;

  g_assert_cmpint (sodium_base642bin (bytes, size, text, strlen (text), "\n", &n, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING), ==, 0);

  return n;
}

static void
add_part (Canaries     *self,
          const char   *name,
          const char   *part,
          gconstpointer bytes,
          gsize         length)
{
  g_autofree char *full = g_strdup_printf ("%s: %s", name, part);

  canaries_add (self, full, bytes, length);
}

void
canaries_add_link (Canaries   *self,
                   const char *name,
                   const char *link)
{
  g_autoptr (HearthInvitation) invitation = hearth_invitation_parse (link, NULL);
  const char *secret = strchr (link, '#');
  guint8 packed[128];

  g_assert_nonnull (invitation);
  g_assert_nonnull (secret);
  g_assert_cmpuint (decode (++secret, packed, sizeof packed), >, SEED_OFFSET + SEED_BYTES);
  add_part (self, name, "the secret", secret, strlen (secret));
  add_part (self, name, "the seed", packed + SEED_OFFSET, SEED_BYTES);
  add_part (self, name, "the key that seals", hearth_invitation_get_seal_key (invitation), HEARTH_SEAL_KEY_BYTES);
  if (hearth_invitation_get_ticket (invitation) != NULL)
    add_part (self, name, "the ticket", hearth_invitation_get_ticket (invitation)->bytes, HEARTH_TICKET_BYTES);
}

void
canaries_add_key (Canaries   *self,
                  const char *name,
                  const char *text)
{
  g_autofree char *trimmed = g_strchomp (g_strdup (text));
  guint8 key[crypto_sign_SEEDBYTES];

  g_assert_cmpuint (decode (trimmed, key, sizeof key), ==, sizeof key);
  add_part (self, name, "the text", trimmed, strlen (trimmed));
  add_part (self, name, "the key", key, sizeof key);
}

void
canaries_add_mark (Canaries   *self,
                   const char *mark)
{
  add_form (self, mark, mark, strlen (mark));
}

const char *
canaries_find (Canaries     *self,
               gconstpointer bytes,
               gsize         length)
{
  for (guint i = 0; i < self->forms->len; i++)
    {
      gsize size;
      gconstpointer form = g_bytes_get_data (self->forms->pdata[i], &size);

      if (memmem (bytes, length, form, size) != NULL)
        return self->names->pdata[i];
    }

  return NULL;
}

guint
canaries_count_files (Canaries   *self,
                      const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      const char *found;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          n += canaries_count_files (self, path);
          continue;
        }
      /* Nothing is left in a socket. */
      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;
      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      found = canaries_find (self, content, length);
      if (found != NULL)
        g_print ("# %s: %s\n", path, found);
      n += found != NULL;
    }

  return n;
}
