/* Pointers as text: what is written is read as the same, and nothing else is read at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "protocol/pointer-code.h"

#include <sodium.h>
#include <string.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

static char *
encode (const guint8 *bytes,
        gsize         size)
{
  gsize length = sodium_base64_encoded_len (size, VARIANT);

  return sodium_bin2base64 (g_malloc (length), length, bytes, size, VARIANT);
}

/* From the smallest to the largest. */
static void
test_round_trip (void)
{
  const guint sides[][2] = { { 1, 1 }, { 2, 1 }, { 24, 24 }, { 3, 64 }, { 64, 64 } };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const guint width = sides[i][0], height = sides[i][1];
      g_autofree guint8 *pixels = g_malloc (4 * (gsize) width * height);
      g_autoptr (HearthPointerShape) shape = NULL;
      g_autoptr (HearthPointerShape) read = NULL;
      g_autofree char *code = NULL;

      for (gsize j = 0; j < 4 * (gsize) width * height; j++)
        pixels[j] = (guint8) (j * 7);
      shape = hearth_pointer_shape_new (width, height, width - 1, height / 2, pixels);
      code = hearth_pointer_code_write (shape);
      g_assert_cmpuint (strlen (code), <=, HEARTH_POINTER_CODE_CHARACTERS);
      g_assert_true (hearth_pointer_code_is_valid (code));
      read = hearth_pointer_code_read (code);
      g_assert_true (hearth_pointer_shape_equal (read, shape));
      g_assert_true (width < 64 || strlen (code) == HEARTH_POINTER_CODE_CHARACTERS);
    }
}

/* Cut anywhere, or longer by anything. */
static void
test_truncated (void)
{
  const guint8 bytes[] = { 2, 2, 1, 1, 9, 9, 9, 255, 9, 9, 9, 255, 9, 9, 9, 255, 9, 9, 9, 255 };
  g_autofree char *code = encode (bytes, sizeof bytes);
  g_autofree char *longer = g_strconcat (code, "AAAAAA", NULL);

  g_assert_true (hearth_pointer_code_is_valid (code));
  for (gsize length = 0; length < strlen (code); length++)
    {
      g_autofree char *cut = g_strndup (code, length);

      g_assert_false (hearth_pointer_code_is_valid (cut));
      g_assert_null (hearth_pointer_code_read (cut));
    }
  for (gsize length = strlen (code) + 1; length <= strlen (longer); length++)
    {
      g_autofree char *text = g_strndup (longer, length);

      g_assert_false (hearth_pointer_code_is_valid (text));
    }
}

static void
test_refused (void)
{
  const guint8 headers[][4] = {
    { 0, 0, 0, 0 }, { 0, 1, 0, 0 }, { 1, 0, 0, 0 }, { 1, 1, 1, 0 }, { 1, 1, 0, 1 }, { 1, 1, 255, 255 },
    { 65, 1, 0, 0 }, { 1, 65, 0, 0 }, { 255, 255, 0, 0 }, { 2, 1, 0, 0 },
  };
  const char *const texts[] = { "", "=", "AQEAAAAAAP8=", "AQEAAAAAAP8\n", " AQEAAAAAAP8", "AQEAAAAAAP9", "AQEAAAAA+/8", "ÄQEAAAAAAP8" };
  g_autofree char *endless = g_strnfill (1000 * 1000, 'A');

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      guint8 bytes[8] = { 0 };
      g_autofree char *code = NULL;

      memcpy (bytes, headers[i], 4);
      code = encode (bytes, sizeof bytes);
      g_assert_false (hearth_pointer_code_is_valid (code));
      g_assert_null (hearth_pointer_code_read (code));
    }
  g_assert_true (hearth_pointer_code_is_valid ("AQEAAAAAAP8"));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (hearth_pointer_code_is_valid (texts[i]));
  g_assert_false (hearth_pointer_code_is_valid (endless));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pointer-code/round-trip", test_round_trip);
  g_test_add_func ("/pointer-code/truncated", test_truncated);
  g_test_add_func ("/pointer-code/refused", test_refused);

  return g_test_run ();
}
