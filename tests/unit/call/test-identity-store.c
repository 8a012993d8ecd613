/* The identity key: made once, found again, never replaced.
 *
 * Run twice: as it is, where there is no secret service, and with the argument "service", where libsecret keeps its secrets in a
 * file of its own, as it does inside a sandbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "call/identity-store.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <sys/stat.h>
#include <unistd.h>

#include "call/call-error.h"
#include "call/private-file.h"

typedef struct
{
  HearthIdentity *identity;
  GError *error;
  gboolean done;
} Outcome;

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->identity = hearth_identity_store_load_finish (result, &outcome->error);
  outcome->done = TRUE;
}

static Outcome
load (GCancellable *cancellable)
{
  Outcome outcome = { NULL };

  hearth_identity_store_load_async (cancellable, on_loaded, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true ((outcome.identity == NULL) == (outcome.error != NULL));

  return outcome;
}

static HearthIdentity *
load_good (void)
{
  Outcome outcome = load (NULL);

  g_assert_no_error (outcome.error);
  return outcome.identity;
}

static void
assert_same (HearthIdentity *a,
             HearthIdentity *b)
{
  g_assert_true (hearth_public_key_equal (hearth_identity_get_public_key (a), hearth_identity_get_public_key (b)));
}

static void
write_file (const char *content,
            int         mode)
{
  g_autofree char *path = hearth_private_file_get_path ("identity");
  g_autofree char *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  g_unlink (path);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

/* An error that names the file, and the file as it was. */
static void
assert_refused (const char *content)
{
  g_autofree char *path = hearth_private_file_get_path ("identity");
  g_autofree char *now = NULL;
  Outcome outcome = load (NULL);

  g_assert_error (outcome.error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_IDENTITY);
  g_assert_nonnull (strstr (outcome.error->message, path));
  g_clear_error (&outcome.error);
  g_assert_true (g_file_get_contents (path, &now, NULL, NULL));
  g_assert_cmpstr (now, ==, content);
}

static void
test_file_first_start (void)
{
  g_autofree char *path = hearth_private_file_get_path ("identity");
  g_autoptr (HearthIdentity) first = load_good ();
  g_autoptr (HearthIdentity) second = load_good ();
  GStatBuf status;

  assert_same (first, second);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_file_line_end (void)
{
  g_autoptr (HearthIdentity) identity = NULL;

  write_file ("TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs\n", 0600);
  identity = load_good ();
  g_assert_cmpint (hearth_identity_get_public_key (identity)->bytes[0], ==, 0x3d);
}

static void
test_file_damaged (void)
{
  static const char *const contents[] = {
    "",
    "\n",
    "rubbish",
    "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pv",
    "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvsA",
    "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs\nTM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs",
  };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      write_file (contents[i], 0600);
      assert_refused (contents[i]);
    }
}

static void
test_file_open_to_others (void)
{
  static const int modes[] = { 0644, 0640, 0604, 0660, 0602 };
  static const char secret[] = "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs";

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      write_file (secret, modes[i]);
      assert_refused (secret);
    }
}

/* What is no file is neither followed nor waited for. */
static void
test_file_not_a_file (void)
{
  g_autofree char *path = hearth_private_file_get_path ("identity");
  g_autofree char *target = hearth_private_file_get_path ("elsewhere");

  for (guint i = 0; i < 3; i++)
    {
      Outcome outcome;

      write_file ("", 0600);
      g_unlink (path);
      if (i == 0)
        g_assert_cmpint (symlink (target, path), ==, 0);
      else if (i == 1)
        g_assert_cmpint (mkfifo (path, 0600), ==, 0);
      else
        g_assert_cmpint (g_mkdir (path, 0700), ==, 0);

      outcome = load (NULL);
      g_assert_error (outcome.error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_IDENTITY);
      g_clear_error (&outcome.error);
      g_remove (path);
    }
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

/* Two processes start at the same moment: one person. */
static void
test_file_race (void)
{
  Outcome outcomes[8] = { { NULL } };
  gboolean done = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    hearth_identity_store_load_async (NULL, on_loaded, &outcomes[i]);
  while (!done)
    {
      g_main_context_iteration (NULL, TRUE);
      done = TRUE;
      for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
        done = done && outcomes[i].done;
    }

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_assert_no_error (outcomes[i].error);
      assert_same (outcomes[0].identity, outcomes[i].identity);
    }
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    hearth_identity_unref (outcomes[i].identity);
}

static void
test_cancelled (void)
{
  g_autofree char *path = hearth_private_file_get_path ("identity");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome outcome;

  g_cancellable_cancel (cancellable);
  outcome = load (cancellable);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static const SecretSchema schema = {
  HEARTH_APPLICATION_ID ".Identity",
  SECRET_SCHEMA_NONE,
  { { "key", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static void
forget (void)
{
  g_autoptr (GError) error = NULL;

  secret_password_clear_sync (&schema, NULL, &error, "key", "identity", NULL);
  g_assert_no_error (error);
}

static void
test_service_first_start (void)
{
  g_autofree char *path = hearth_private_file_get_path ("identity");
  g_autoptr (HearthIdentity) first = NULL;
  g_autoptr (HearthIdentity) second = NULL;

  forget ();
  first = load_good ();
  second = load_good ();
  assert_same (first, second);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_service_damaged (void)
{
  g_autofree char *still = NULL;
  Outcome outcome;

  forget ();
  g_assert_true (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, "Hearth identity key", "rubbish", NULL, NULL,
                                             "key", "identity", NULL));
  outcome = load (NULL);
  g_assert_error (outcome.error, HEARTH_CALL_ERROR, HEARTH_CALL_ERROR_IDENTITY);
  g_clear_error (&outcome.error);
  still = secret_password_lookup_sync (&schema, NULL, NULL, "key", "identity", NULL);
  g_assert_cmpstr (still, ==, "rubbish");
}

/* The key was made when there was no service: it stays who this person is. */
static void
test_service_appears (void)
{
  g_autoptr (HearthIdentity) identity = NULL;

  forget ();
  write_file ("TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs", 0600);
  identity = load_good ();
  g_assert_cmpint (hearth_identity_get_public_key (identity)->bytes[0], ==, 0x3d);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  /* Never this machine's own bus. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  if (argc > 1 && g_str_equal (argv[1], "service"))
    {
      g_autofree char *keyring = g_build_filename (g_get_tmp_dir (), "hearth-test-keyring-XXXXXX", NULL);
      g_autofree char *file = NULL;
      int status;

      g_assert_nonnull (g_mkdtemp (keyring));
      file = g_build_filename (keyring, "keyring", NULL);
      g_setenv ("SECRET_BACKEND", "file", TRUE);
      g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
      g_setenv ("SECRET_FILE_TEST_PASSWORD", "canary", TRUE);

      g_test_add_func ("/call/identity-store/service/first-start", test_service_first_start);
      g_test_add_func ("/call/identity-store/service/damaged", test_service_damaged);
      g_test_add_func ("/call/identity-store/service/appears", test_service_appears);
      g_test_add_func ("/call/identity-store/service/cancelled", test_cancelled);
      status = g_test_run ();
      g_unlink (file);
      g_rmdir (keyring);
      return status;
    }

  g_test_add_func ("/call/identity-store/file/first-start", test_file_first_start);
  g_test_add_func ("/call/identity-store/file/line-end", test_file_line_end);
  g_test_add_func ("/call/identity-store/file/damaged", test_file_damaged);
  g_test_add_func ("/call/identity-store/file/open-to-others", test_file_open_to_others);
  g_test_add_func ("/call/identity-store/file/not-a-file", test_file_not_a_file);
  g_test_add_func ("/call/identity-store/file/race", test_file_race);
  g_test_add_func ("/call/identity-store/file/cancelled", test_cancelled);

  return g_test_run ();
}
