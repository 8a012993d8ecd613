/* Known secrets: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "canaries.h"

#include <string.h>

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
      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      found = canaries_find (self, content, length);
      if (found != NULL)
        g_test_message ("%s: %s", path, found);
      n += found != NULL;
    }

  return n;
}
